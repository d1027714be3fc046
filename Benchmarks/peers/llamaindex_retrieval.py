"""LlamaIndex's retrievers on documents and questions that `mediaskinoscope bench retrieval` hands over.

    python llamaindex_retrieval.py split REQUEST REPLY     documents -> the pieces that its default splitter makes
    python llamaindex_retrieval.py run REQUEST REPLY       pieces with vectors, questions with vectors -> rankings

Everything is LlamaIndex's default (SentenceSplitter, VectorStoreIndex in memory, BM25Retriever, QueryFusionRetriever by reciprocal
rank) except: vectors come from the same MiniLM as ours, handed over, so that no query's time holds an embedding; 20 pieces are asked
for instead of 2, of which the first ten documents count; and the fusion asks no language model for further queries.
"""

import json
import sys
import time

from llama_index.core import Document, Settings, VectorStoreIndex
from llama_index.core import __version__ as version
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms.mock import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import MetadataMode, QueryBundle
from llama_index.retrievers.bm25 import BM25Retriever

PIECES = 20
ANSWERS = 10


class HandedOver(BaseEmbedding):
    """Gives the vectors that were computed outside."""

    vectors: dict = {}

    def _get_text_embedding(self, text):
        return self.vectors[text]

    def _get_query_embedding(self, query):
        return self.vectors[query]

    async def _aget_query_embedding(self, query):
        return self.vectors[query]


def nodes(documents):
    parsed = [
        Document(text=document["text"], doc_id=str(number), metadata={"title": document["title"]} if document["title"] else {})
        for number, document in enumerate(documents)
    ]
    return SentenceSplitter().get_nodes_from_documents(parsed)


def rankings(retriever, queries):
    found, best = None, float("inf")
    for _ in range(3):
        start = time.perf_counter()
        results = [retriever.retrieve(query) for query in queries]
        best = min(best, time.perf_counter() - start)
        found = found or [list(dict.fromkeys(int(hit.node.ref_doc_id) for hit in hits))[:ANSWERS] for hits in results]
    return found, len(queries) / best


def run(request):
    Settings.llm = MockLLM()
    pieces = nodes(request["documents"])
    texts = [piece.get_content(metadata_mode=MetadataMode.EMBED) for piece in pieces]
    assert texts == request["pieces"], "the pieces are not those whose vectors were handed over"
    model = HandedOver(vectors=dict(zip(texts, request["vectors"])) | dict(zip(request["questions"], request["question_vectors"])))
    Settings.embed_model = model
    queries = [
        QueryBundle(query_str=text, embedding=vector) for text, vector in zip(request["questions"], request["question_vectors"])
    ]
    index = VectorStoreIndex(pieces, embed_model=model)
    vectors = index.as_retriever(similarity_top_k=PIECES)
    words = BM25Retriever.from_defaults(nodes=pieces, similarity_top_k=min(PIECES, len(pieces)))
    hybrid = QueryFusionRetriever(
        [vectors, words], similarity_top_k=PIECES, num_queries=1, mode="reciprocal_rerank", use_async=False
    )
    runs = []
    for name, retriever in [("words", words), ("vectors", vectors), ("hybrid", hybrid)]:
        found, rate = rankings(retriever, queries)
        runs.append({"name": name, "rankings": found, "queries_per_second": rate})
    return {"version": version, "runs": runs}


def split(request):
    return {"pieces": [piece.get_content(metadata_mode=MetadataMode.EMBED) for piece in nodes(request["documents"])]}


if __name__ == "__main__":
    mode, source, target = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        reply = {"split": split, "run": run}[mode](json.load(file))
    with open(target, "w", encoding="utf-8") as file:
        json.dump(reply, file)
