#ifndef CGSTREAMER_SHIM_WEBRTC_H
#define CGSTREAMER_SHIM_WEBRTC_H
#include <gst/gst.h>
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>
#include <nice/agent.h>
#include <nice/interfaces.h>

// Emitting signals, reading properties and picking structures apart are variadic; types and casts are macros.
static inline void skino_webrtc_set_description(
    GstElement *webrtc, const char *signal, GstWebRTCSessionDescription *description, GstPromise *promise) {
  g_signal_emit_by_name(webrtc, signal, description, promise);
}
static inline void skino_webrtc_create_answer(GstElement *webrtc, GstPromise *promise) {
  g_signal_emit_by_name(webrtc, "create-answer", (GstStructure *)NULL, promise);
}
static inline void skino_webrtc_create_offer(GstElement *webrtc, GstPromise *promise) {
  g_signal_emit_by_name(webrtc, "create-offer", (GstStructure *)NULL, promise);
}
static inline void skino_webrtc_add_receiver(GstElement *webrtc, GstCaps *caps) {
  GstWebRTCRTPTransceiver *transceiver = NULL;
  g_signal_emit_by_name(webrtc, "add-transceiver", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_RECVONLY, caps, &transceiver);
  if (transceiver) gst_object_unref(transceiver);
}
static inline void skino_webrtc_add_candidate(GstElement *webrtc, guint section, const char *candidate) {
  g_signal_emit_by_name(webrtc, "add-ice-candidate", section, candidate);
}
static inline int skino_webrtc_add_relay(GstElement *webrtc, const char *address) {
  gboolean added = FALSE;
  g_signal_emit_by_name(webrtc, "add-turn-server", address, &added);
  return added;
}
static inline GstWebRTCSessionDescription *skino_promise_description(GstPromise *promise, const char *field) {
  const GstStructure *reply = gst_promise_get_reply(promise);
  GstWebRTCSessionDescription *description = NULL;
  if (reply) gst_structure_get(reply, field, GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description, NULL);
  return description;
}
static inline int skino_promise_failed(GstPromise *promise) {
  const GstStructure *reply = gst_promise_get_reply(promise);
  return reply && gst_structure_has_field(reply, "error");
}
static inline GstWebRTCSessionDescription *skino_webrtc_local_description(GstElement *webrtc) {
  GstWebRTCSessionDescription *description = NULL;
  g_object_get(webrtc, "local-description", &description, NULL);
  return description;
}
static inline int skino_get_enumeration(void *object, const char *name) {
  int value = -1;
  g_object_get(object, name, &value, NULL);
  return value;
}
static inline void skino_set_flag(void *object, const char *name, int value) { g_object_set(object, name, (gboolean)value, NULL); }

// webrtcbin's ICE object and libnice's agent in it, each with a reference of the caller's (to unref, never to sink).
static inline GObject *skino_webrtc_ice(GstElement *webrtc) {
  GObject *ice = NULL;
  g_object_get(webrtc, "ice-agent", &ice, NULL);
  return ice;
}
static inline GObject *skino_ice_agent(GObject *ice) {
  GObject *agent = NULL;
  g_object_get(ice, "agent", &agent, NULL);
  return agent;
}
// Everything is bundled, so that the agent's only stream is its first.
static inline int skino_ice_restart(GObject *agent, const char *fragment, const char *password, char **own_fragment, char **own_password) {
  return nice_agent_restart_stream(NICE_AGENT(agent), 1) &&
         nice_agent_get_local_credentials(NICE_AGENT(agent), 1, own_fragment, own_password) &&
         nice_agent_set_remote_credentials(NICE_AGENT(agent), 1, fragment, password);
}
static inline int skino_ice_add_local_address(GObject *ice, const char *address) {
  gboolean added = FALSE;
  g_signal_emit_by_name(ice, "add-local-ip-address", address, &added);
  return added;
}
#endif
