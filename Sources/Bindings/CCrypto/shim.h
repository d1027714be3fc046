// The plain SHA-256 functions are marked deprecated, and are the only ones that cannot fail: they allocate nothing and look for no
// provider.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <openssl/sha.h>

// A macro of other macros, which Swift does not import.
static const int skino_public_key_selection = EVP_PKEY_PUBLIC_KEY;
