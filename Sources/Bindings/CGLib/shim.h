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
static inline GType skino_type_of(void *instance) { return G_OBJECT_TYPE(instance); }
static inline GType skino_simple_type(void) { return g_simple_action_group_get_type(); }

// A resolver's own answers: setting an error is variadic, and a task is known again by the address of a mark.
static inline gpointer skino_pinned_mark(void) { return (gpointer)g_intern_static_string("skino-pinned"); }
static inline void skino_mark_task(GTask *task) { (g_task_set_source_tag)(task, skino_pinned_mark()); }
static inline int skino_is_marked(GAsyncResult *result) { return g_async_result_is_tagged(result, skino_pinned_mark()); }
static inline void skino_set_unresolved(GError **error) {
  g_set_error_literal(error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no checked address of this kind");
}
static inline void skino_return_unresolved(GTask *task) {
  g_task_return_new_error(task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no checked address of this kind");
}
static inline void skino_free_addresses(void *list) { g_resolver_free_addresses((GList *)list); }
#endif
