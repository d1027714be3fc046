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
// TLS over PLAIN, which it takes. GLib remembers TLS sessions by the address of a GSocketConnection, for the whole process, and looks at no
// certificate when it resumes one: a second sink with an authority of its own would be let in on the first one's word. Over a stream that
// is no GSocketConnection it remembers nothing, so that every connection is verified.
static inline GIOStream *skino_tls(GIOStream *plain, GSocketConnectable *peer, GError **error) {
  GIOStream *bare = g_simple_io_stream_new(g_io_stream_get_input_stream(plain), g_io_stream_get_output_stream(plain));
  // The socket is closed with its connection, so that must live as long.
  g_object_set_data_full(G_OBJECT(bare), "skino-socket", plain, g_object_unref);
  GIOStream *stream = g_tls_client_connection_new(bare, peer, error);
  g_object_unref(bare);
  return stream;
}
// A connection to HOST:PORT, in TLS where `secure` is set; certificates of `authority` instead of the system's where it is given.
static inline GIOStream *skino_connect(
    const char *host, guint16 port, gboolean secure, const char *authority, guint seconds, GError **error) {
  GSocketClient *client = g_socket_client_new();
  g_socket_client_set_timeout(client, seconds);
  g_socket_client_set_enable_proxy(client, FALSE);
  GSocketConnectable *peer = g_network_address_new(host, port);
  GIOStream *stream = (GIOStream *)g_socket_client_connect(client, peer, NULL, error);
  g_object_unref(client);
  if (stream && secure) {
    stream = skino_tls(stream, peer, error);
    if (stream && authority) {
      GTlsDatabase *database = (GTlsDatabase *)g_tls_file_database_new(authority, error);
      if (database) {
        g_tls_connection_set_database(G_TLS_CONNECTION(stream), database);
        g_object_unref(database);
      } else {
        g_clear_object(&stream);
      }
    }
    if (stream && !g_tls_connection_handshake(G_TLS_CONNECTION(stream), NULL, error)) g_clear_object(&stream);
  }
  g_object_unref(peer);
  return stream;
}
static inline void skino_free_addresses(void *list) { g_resolver_free_addresses((GList *)list); }
#endif
