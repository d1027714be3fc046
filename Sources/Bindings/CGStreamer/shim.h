#define GST_USE_UNSTABLE_API 1
#include <gst/gst.h>
#include <gst/app/app.h>
#include <gst/sdp/sdp.h>
#include <gst/video/video.h>
#include <gst/webrtc/webrtc.h>
