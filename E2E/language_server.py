"""llama.cpp's own server of OpenAI's chat completions, as PyPI's `xllamacpp` brings it: python language_server.py WEIGHTS PORT.

Runs in `.deps/venv-language`. Says its address on standard output once it listens; ends when it is killed.
"""

import sys
import threading

import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.hostnames, parameters.port = ["127.0.0.1"], int(sys.argv[2])
parameters.n_ctx, parameters.n_parallel = 1536, 1
parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
threading.Event().wait()
