#ifndef CGLIB_SHIM_H
#define CGLIB_SHIM_H
#include <malloc.h>
#include <gio/gio.h>
#include <glib-object.h>
#include <glib-unix.h>
#include <glib.h>

// Macros: Swift's importer skips them.
static inline GObject *skino_g_object(void *instance) { return G_OBJECT(instance); }
static inline GCallback skino_g_callback(void (*function)(void)) { return G_CALLBACK(function); }
// `G_TYPE_*` are macros with casts.
static inline GType skino_simple_type(void) { return g_simple_action_group_get_type(); }
#endif
