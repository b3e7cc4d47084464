/** What a new config can begin with; each runs as it is, in any organization. */
export const SAMPLES = [
  {
    id: 'workflow',
    label: 'A workflow',
    name: 'Greeting',
    content: `// Whoever executes it can give these anew.
variables {
  name: "Ada"
  amount: 120
}

workflow Greet {
  greeting: set { text: "Hello, {{ variables.name }}" }
  if "variables.amount > 100" {
    large: set { note: "A large order" }
  } else {
    small: set { note: "An ordinary order" }
  }
  output {
    said: "steps.greeting.output.text"
    note: "{{ steps.large.output.note ?? steps.small.output.note }}"
  }
}
`,
  },
  {
    id: 'job',
    label: 'A job on a schedule',
    name: 'Weekly report',
    content: `// While the config is in service, this runs every Monday at six.
job WeeklyReport {
  schedule "0 6 * * 1"
  timezone "Europe/Zurich"
  task "report-generation"
  payload { report: "usage", format: "csv" }
  retry { max_attempts 3 }
}
`,
  },
  {
    id: 'api',
    label: 'An API with endpoints',
    name: 'Users API',
    content: `// From these the OpenAPI document is written.
entity User {
  id: uuid
  email: email unique
  age: int? min(0)
  roles: [string]
}

function getUserById(id) {}

endpoint GET /users/{id} { auth: required returns: User }
endpoint POST /users { auth: apiKey body: User returns: User status: 201 }
`,
  },
] as const;

export type Sample = { name: string; content: string };
export const BLANK: Sample = { name: '', content: '' };

export const sampleOf = (id: string | null): Sample =>
  SAMPLES.find((sample) => sample.id === id) ?? BLANK;
