import type { Block } from '@/lib/docs/blocks';

const block = (language: string, code: string): Block => ({
  language,
  code,
  output: false,
  errors: [],
  marks: [],
  line: 1,
});

/** What the first page of the docs shows; run like every other example. */
export const quickCode: Block[] = [
  block(
    'bash',
    `AGENT=$(curl -s http://localhost:4000/api/v1/agents \\
  -H "Authorization: Bearer $FLEETPROMPT_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "name": "Greeter",
    "model": "claude-sonnet-4",
    "system_prompt": "You greet people."
  }' | jq -r .id)

curl -s -X POST "http://localhost:4000/api/v1/agents/$AGENT/deploy" \\
  -H "Authorization: Bearer $FLEETPROMPT_API_KEY" > /dev/null

curl -s "http://localhost:4000/api/v1/agents/$AGENT/execute?wait=30" \\
  -H "Authorization: Bearer $FLEETPROMPT_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"input": {"message": "Hello"}}' | jq .output`,
  ),
  block(
    'ts',
    `import FleetPromptClient from '@fleetprompt/sdk';

const client = new FleetPromptClient({
  baseURL: 'http://localhost:4000/api/v1',
});

const agent = await client.createAgent({
  name: 'Greeter',
  model: 'claude-sonnet-4',
  system_prompt: 'You greet people.',
});
await client.deployAgent(agent.id);

const execution = await client.executeAgent(agent.id, {
  message: 'Hello',
});
console.log(execution.output);`,
  ),
  block(
    'python',
    `import json
import os
import urllib.request

API = "http://localhost:4000/api/v1"


def post(path, body=None):
    request = urllib.request.Request(
        API + path,
        method="POST",
        data=json.dumps(body or {}).encode(),
        headers={
            "Authorization": f"Bearer {os.environ['FLEETPROMPT_API_KEY']}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


agent = post("/agents", {
    "name": "Greeter",
    "model": "claude-sonnet-4",
    "system_prompt": "You greet people.",
})
post(f"/agents/{agent['id']}/deploy")
execution = post(
    f"/agents/{agent['id']}/execute?wait=30", {"input": {"message": "Hello"}}
)
print(execution["output"])`,
  ),
];
