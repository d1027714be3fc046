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

// The sender's wall clock for a buffer, in Unix nanoseconds; GST_CLOCK_TIME_NONE where it is not known. `rtpjitterbuffer` with
// `add-reference-timestamp-meta` attaches it from RTCP sender reports. NTP counts from 1900, Unix from 1970.
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
#endif
