"""A LlamaIndex workflow on top of the server: it hears of an alert, asks for the evidence, and files a summary. No language model takes part.

    python E2E/mcp_workflow.py http://127.0.0.1:8080/mcp summaries
"""

import asyncio
import pathlib
import sys

import httpx2
from llama_index.core.workflow import Event, StartEvent, StopEvent, Workflow, step
from llama_index.tools.mcp import BasicMCPClient, McpToolSpec
from mcp import Client
from mcp.client.streamable_http import streamable_http_client


class AlertRaised(Event):
    alert: dict


class EvidenceFound(Event):
    alert: dict
    explanation: dict
    passages: list
    similar: dict


def http(token):
    return httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"} if token else {}, timeout=60)


class AlertSummary(Workflow):
    """Waits for one alert of `url`'s server and files what there is to say about it in `folder`."""

    def __init__(self, url, folder, token=None, **options):
        super().__init__(**options)
        self.url, self.folder, self.token = url, pathlib.Path(folder), token

    @step
    async def wait_for_alert(self, start: StartEvent) -> AlertRaised:
        async with http(self.token) as connection, Client(streamable_http_client(self.url, http_client=connection)) as client:
            # An alert that is there already will do; else the server says when there is one.
            async with client.listen(resource_subscriptions=["skino://alerts"]) as changes:
                while not (items := (await client.call_tool("list_alerts", {"limit": 1})).structured_content["items"]):
                    await anext(aiter(changes))
        return AlertRaised(alert=items[0])

    @step
    async def ask_for_evidence(self, raised: AlertRaised) -> EvidenceFound:
        async with http(self.token) as connection:
            source = McpToolSpec(BasicMCPClient(self.url, http_client=connection))
            tools = {tool.metadata.name: tool for tool in await source.to_tool_list_async()}

            async def ask(name, **arguments):
                reply = (await tools[name].acall(**arguments)).raw_output
                assert not reply.is_error, reply.content
                return reply.structured_content

            alert = raised.alert
            explained = await ask("explain_alert", alert=alert["id"])
            found = await ask("search_knowledge", query=f"What else looks like {alert['condition_name']}?", limit=3)
            similar = await ask("similar_cases", alert=alert["id"])
        return EvidenceFound(alert=alert, explanation=explained["explanation"], passages=found["items"], similar=similar)

    @step
    async def file_summary(self, evidence: EvidenceFound) -> StopEvent:
        alert, explanation = evidence.alert, evidence.explanation
        lines = [f"# {alert['tier']}: resembles {alert['condition_name']}", "", f"Raised {alert['raised_at']} on stream {alert['stream']}.", ""]
        lines += [f"- {sentence['text']} [{', '.join(sentence['citations'])}]" for sentence in explanation["sentences"]] or [explanation["refused"]]
        lines += ["", "## Sources", ""]
        lines += [f"- {source['id']}: {source['title']}, {source['organisation']}" for source in explanation["sources"]]
        lines += ["", "## Also read", ""] + [f"- {item['passage']['title']}: {item['passage']['text']}" for item in evidence.passages]
        lines += ["", f"{len(evidence.similar['items'])} of {evidence.similar['compared']} earlier alerts shown as alike. {evidence.similar['notice']}", ""]
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{alert['id']}.md"
        path.write_text("\n".join(lines))
        return StopEvent(result=str(path))


async def main(url, folder):
    print(await AlertSummary(url, folder, timeout=600).run())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
