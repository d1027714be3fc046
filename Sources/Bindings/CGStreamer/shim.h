#ifndef CGSTREAMER_SHIM_H
#define CGSTREAMER_SHIM_H
#define GST_USE_UNSTABLE_API 1
#include <gst/gst.h>
#include <gst/app/app.h>
#include <gst/sdp/sdp.h>
#include <gst/video/video.h>
#include <gst/webrtc/webrtc.h>
#include <string.h>
#include "shim-webrtc.h"

// Casts and class access are macros; property getters are variadic.
static inline const char *skino_factory_name(GstElement *element) {
  GstElementFactory *factory = gst_element_get_factory(element);
  return factory ? GST_OBJECT_NAME(factory) : NULL;
}
static inline GParamSpec *skino_find_property(void *object, const char *name) {
  return g_object_class_find_property(G_OBJECT_GET_CLASS(object), name);
}
static inline char *skino_get_string(void *object, const char *name) {
  char *text = NULL;
  g_object_get(object, name, &text, NULL);
  return text;
}
static inline int skino_is_element(void *object) { return GST_IS_ELEMENT(object); }

// Copies a mapped I420 frame without its row padding; 0 if `size` is not its size. In C because `GstVideoFrame.data` and the
// strides are arrays inside structs, which Swift sees as tuples.
static inline int skino_copy_i420(GstVideoFrame *frame, void *target, size_t size) {
  unsigned char *out = (unsigned char *)target;
  size_t total = 0;
  for (int plane = 0; plane < 3; plane++) {
    total += (size_t)GST_VIDEO_FRAME_COMP_WIDTH(frame, plane) * (size_t)GST_VIDEO_FRAME_COMP_HEIGHT(frame, plane);
  }
  if (total != size) return 0;
  for (int plane = 0; plane < 3; plane++) {
    const size_t width = (size_t)GST_VIDEO_FRAME_COMP_WIDTH(frame, plane);
    const size_t height = (size_t)GST_VIDEO_FRAME_COMP_HEIGHT(frame, plane);
    const ptrdiff_t stride = GST_VIDEO_FRAME_PLANE_STRIDE(frame, plane);
    const unsigned char *in = (const unsigned char *)GST_VIDEO_FRAME_PLANE_DATA(frame, plane);
    if (stride == (ptrdiff_t)width) {
      memcpy(out, in, width * height);
    } else {
      for (size_t row = 0; row < height; row++) memcpy(out + row * width, in + (ptrdiff_t)row * stride, width);
    }
    out += width * height;
  }
  return 1;
}

// The sender's wall clock for a buffer, in Unix nanoseconds; GST_CLOCK_TIME_NONE where it is not known. SenderClock attaches
// it from RTCP sender reports; a source may do so itself. NTP counts from 1900, Unix from 1970.
static inline GstClockTime skino_sender_unix_time(GstBuffer *buffer) {
  gpointer state = NULL;
  GstMeta *meta;
  while ((meta = gst_buffer_iterate_meta_filtered(buffer, &state, GST_REFERENCE_TIMESTAMP_META_API_TYPE))) {
    GstReferenceTimestampMeta *stamp = (GstReferenceTimestampMeta *)meta;
    const char *name = gst_structure_get_name(gst_caps_get_structure(stamp->reference, 0));
    if (strcmp(name, "timestamp/x-unix") == 0) return stamp->timestamp;
    if (strcmp(name, "timestamp/x-ntp") == 0) {
      const GstClockTime offset = G_GUINT64_CONSTANT(2208988800) * GST_SECOND;
      return stamp->timestamp > offset ? stamp->timestamp - offset : GST_CLOCK_TIME_NONE;
    }
  }
  return GST_CLOCK_TIME_NONE;
}

// The moment that an RTCP sender report names on both of the sender's clocks: 0 if there is none. The structure is that of
// `rtpjitterbuffer`'s `handle-sync`; the report is read from the packet itself (RFC 3550, section 6.4.1). Variadic getters.
static inline int skino_sender_report(void *structure, guint64 *unix_time, guint32 *stamp, guint32 *rate) {
  GstBuffer *packet = NULL;
  guint clock_rate = 0;
  guint8 bytes[20];
  int found = 0;
  if (!gst_structure_get((GstStructure *)structure, "clock-rate", G_TYPE_UINT, &clock_rate, "sr-buffer", GST_TYPE_BUFFER, &packet, NULL)) return 0;
  // Version 2, packet type 200. 2208988800 s lie between 1900, where NTP counts from, and 1970.
  if (packet && clock_rate && gst_buffer_extract(packet, 0, bytes, sizeof bytes) == sizeof bytes && bytes[0] >> 6 == 2 && bytes[1] == 200) {
    const guint64 seconds = GST_READ_UINT32_BE(bytes + 8), fraction = GST_READ_UINT32_BE(bytes + 12);
    if (seconds > G_GUINT64_CONSTANT(2208988800)) {
      *unix_time = (seconds - G_GUINT64_CONSTANT(2208988800)) * GST_SECOND + ((fraction * GST_SECOND) >> 32);
      *stamp = GST_READ_UINT32_BE(bytes + 16);
      *rate = clock_rate;
      found = 1;
    }
  }
  if (packet) gst_buffer_unref(packet);
  return found;
}

// Attaches the sender's wall time to an RTP packet that passes a pad. The difference of stamps is signed and may wrap. In C because
// the probe's data has to be put back, and a union's member is not to be reached from Swift.
static inline void skino_stamp_packet(GstPadProbeInfo *info, guint64 unix_time, guint32 stamp, guint32 rate) {
  static GstStaticCaps unix_caps = GST_STATIC_CAPS("timestamp/x-unix");
  guint8 bytes[8];
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER(info);
  if (!buffer || gst_buffer_extract(buffer, 0, bytes, sizeof bytes) != sizeof bytes) return;
  const gint64 later = (gint32)(GST_READ_UINT32_BE(bytes + 4) - stamp);
  const gint64 at = (gint64)unix_time + later * (gint64)GST_SECOND / (gint64)rate;
  if (at < 0) return;
  buffer = gst_buffer_make_writable(buffer);
  GstCaps *caps = gst_static_caps_get(&unix_caps);
  gst_buffer_add_reference_timestamp_meta(buffer, caps, (GstClockTime)at, GST_CLOCK_TIME_NONE);
  gst_caps_unref(caps);
  GST_PAD_PROBE_INFO_DATA(info) = buffer;
}
#endif
