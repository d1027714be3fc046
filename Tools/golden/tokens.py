"""Identity tokens that a second implementation signed: one that is to be believed, and many that are not.

    python Tools/golden/tokens.py

Keys are made anew each time; the tokens are dated 2027-01-15T08:00:00Z, which the tests set their clock to.
"""

import base64
import hashlib
import hmac
import json
import pathlib

import cryptography
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

OUT = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/people/tokens.json"
NOW = 1_800_000_000
ISSUER, CLIENT, NONCE, ACCESS = "https://id.clinic.example", "skino", "n-0S6_WzA2Mj", "access-1"


def text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def number(value, size=None):
    return text(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))


rsa_key, other_rsa, small_rsa = (rsa.generate_private_key(65537, bits) for bits in (2048, 2048, 1024))
ec_key = ec.generate_private_key(ec.SECP256R1())


def rs256(message, key=rsa_key):
    return key.sign(message, padding.PKCS1v15(), hashes.SHA256())


def es256(message, key=ec_key):
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def token(claims=None, head=None, sign=rs256, without=()):
    half = hashlib.sha256(ACCESS.encode()).digest()[:16]
    body = dict(iss=ISSUER, aud=CLIENT, sub="u-1", nonce=NONCE, iat=NOW, exp=NOW + 300, at_hash=text(half), preferred_username="anna", groups=["doctors"])
    body = {name: value for name, value in {**body, **(claims or {})}.items() if name not in without}
    parts = [text(json.dumps(part).encode()) for part in ({"alg": "RS256", "kid": "r1", "typ": "JWT", **(head or {})}, body)]
    signed = ".".join(parts).encode()
    return f"{signed.decode()}.{text(sign(signed))}"


def jwk(key, kid, **more):
    numbers = key.public_key().public_numbers()
    if isinstance(key, rsa.RSAPrivateKey):
        return dict(kty="RSA", kid=kid, n=number(numbers.n), e=number(numbers.e), **more)
    return dict(kty="EC", crv="P-256", kid=kid, x=number(numbers.x, 32), y=number(numbers.y, 32), **more)


good = token()
head, body, signature = good.split(".")
flipped = bytearray(base64.urlsafe_b64decode(signature + "=="))
flipped[10] ^= 1
public = rsa_key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
ES = {"alg": "ES256", "kid": "e1"}
believed = {
    "RS256": good,
    "ES256": token(head=ES, sign=es256),
    "several audiences with our party": token({"aud": [CLIENT, "other"], "azp": CLIENT}),
    "no key id": token(head={"kid": None}),
    "a clock 50 s ahead": token({"iat": NOW + 50, "exp": NOW + 400}),
    "expired 50 s ago": token({"iat": NOW - 300, "exp": NOW - 50}),
}
refused = {
    "form": {
        "empty": "", "two parts": f"{head}.{body}", "four parts": good + ".x", "padding": f"{head}.{body}.{signature}==", "not base 64": f"{head}.{body}.*",
        "body is a list": f"{head}.{text(b'[]')}.{signature}", "body is no JSON": f"{head}.{text(b'{')}.{signature}", "bits behind the last byte": good[:-1] + chr(ord(good[-1]) ^ 1) if len(signature) % 4 == 2 else f"{head}.{body}.AB",
        "too long": f"{head}.{text(json.dumps(dict(x='x' * 20000)).encode())}.{signature}",
    },
    "algorithm": {
        "none": f"{text(json.dumps(dict(alg='none')).encode())}.{body}.",
        "none in capitals": token(head={"alg": "NONE"}, sign=lambda _: b""),
        "HS256 with the public key as secret": token(head={"alg": "HS256"}, sign=lambda m: hmac.new(public, m, hashlib.sha256).digest()),
        "RS512": token(head={"alg": "RS512"}, sign=lambda m: rsa_key.sign(m, padding.PKCS1v15(), hashes.SHA512())),
        "an extension that must be understood": token(head={"crit": ["x"], "x": 1}),
    },
    "key": {"unknown key id": token(head={"kid": "r9"}), "an RSA key id for ES256": token(head={"alg": "ES256", "kid": "r1"}, sign=es256)},
    "signature": {
        "flipped bit": f"{head}.{body}.{text(bytes(flipped))}", "none at all": f"{head}.{body}.",
        "other claims under it": f"{head}.{text(json.dumps(dict(iss=ISSUER, aud=CLIENT, sub='u-2', nonce=NONCE, iat=NOW, exp=NOW + 300)).encode())}.{signature}",
        "another's key": token(sign=lambda m: rs256(m, other_rsa)), "ES256 as DER": token(head=ES, sign=lambda m: ec_key.sign(m, ec.ECDSA(hashes.SHA256()))),
        "ES256 of zeros": token(head=ES, sign=lambda m: bytes(64)), "PSS": token(sign=lambda m: rsa_key.sign(m, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())),
    },
    "issuer": {"another": token({"iss": "https://evil.example"}), "with a slash": token({"iss": ISSUER + "/"}), "none": token(without=["iss"])},
    "audience": {
        "another": token({"aud": "other"}), "several without a party": token({"aud": [CLIENT, "other"]}), "another party": token({"azp": "other"}),
        "none": token(without=["aud"]), "a number": token({"aud": 7}), "part of ours": token({"aud": CLIENT[:-1]}),
    },
    "expired": {"61 s ago": token({"iat": NOW - 300, "exp": NOW - 61})},
    "date": {
        "from tomorrow": token({"iat": NOW + 86400, "exp": NOW + 90000}), "issued an hour ago": token({"iat": NOW - 3600}), "not yet": token({"nbf": NOW + 3600}),
        "no end": token(without=["exp"]), "no start": token(without=["iat"]), "end as text": token({"exp": str(NOW + 300)}),
    },
    "nonce": {"another": token({"nonce": "other"}), "none": token(without=["nonce"])},
    "subject": {"none": token(without=["sub"]), "empty": token({"sub": ""})},
    "accessToken": {"another's": token({"at_hash": text(bytes(16))})},
}
keys = {"keys": [jwk(rsa_key, "r1", alg="RS256", use="sig"), jwk(ec_key, "e1"), {"kty": "OKP", "crv": "Ed25519", "kid": "o1", "x": "AAAA"}, jwk(other_rsa, "enc", use="enc")]}
record = dict(made_by=f"Tools/golden/tokens.py with cryptography {cryptography.__version__}", now=NOW, issuer=ISSUER, client=CLIENT, nonce=NONCE, access_token=ACCESS,
              keys=keys, weak_keys={"keys": [jwk(small_rsa, "r1")]}, off_curve={"keys": [{**jwk(ec_key, "e1"), "y": number(5, 32)}]}, believed=believed, refused=refused)
OUT.parent.mkdir(parents=True, exist_ok=True)
OUT.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
print(OUT, sum(map(len, refused.values())), "refused,", len(believed), "believed")
