import type { FirstParty } from '@/prisma/packages/manifest';

/** Packages that read text, data and code. */
export const TEXT: FirstParty[] = [
  {
    name: 'summarizer',
    title: 'Summarizer',
    description: 'Summarizes long text and checks the summary against it.',
    category: 'writing',
    tags: ['summary', 'reading', 'documents'],
    skill: {
      name: 'True to the source',
      instructions:
        'Say nothing the source does not say. Keep its numbers, names and reservations exactly.',
    },
    agents: [
      {
        name: 'Summarizer',
        description: 'Summarizes a text.',
        temperature: 0.2,
        prompt:
          'You summarize texts. Give one sentence that holds the main point, then three to seven bullet points in the order of their weight, then what the text leaves open. Keep to a tenth of the length of the text, and to its language.',
      },
      {
        name: 'Summary checker',
        description: 'Corrects a summary against its source.',
        temperature: 0,
        prompt:
          'You check a summary against its source, sentence by sentence. Correct what is wrong, remove what the source does not support, and add a main point that is missing. Answer with the corrected summary, followed by the line "Changes:" and a list of them, or "none".',
      },
    ],
    workflow: {
      name: 'Summarize and check',
      description: 'Summarizes the text, then checks the summary.',
      input: 'text',
      asks: 'The text to summarize',
    },
  },
  {
    name: 'data-extractor',
    title: 'Data extractor',
    description: 'Finds names, dates, amounts and other facts in text and gives them as JSON.',
    category: 'data',
    tags: ['extraction', 'json', 'documents'],
    skill: {
      name: 'Strict JSON',
      instructions:
        'Answer with one JSON object and nothing else: no code fence, no comment. Dates are YYYY-MM-DD, amounts are numbers with their currency in a field of its own.',
    },
    agents: [
      {
        name: 'Extractor',
        description: 'Extracts facts from text as JSON.',
        temperature: 0,
        prompt:
          'You extract facts from text. Answer with a JSON object with the arrays people, organizations, dates, amounts and identifiers. Each entry has value, context (the words around it) and certain (true or false). Never complete or correct a value that the text gives only in part: give it as it stands, with certain false.',
      },
      {
        name: 'Extraction checker',
        description: 'Checks extracted facts against the text.',
        temperature: 0,
        prompt:
          'You check a JSON object of extracted facts against its text. Remove entries that the text does not hold, add those that were missed, merge duplicates, and keep the structure. Answer with the JSON object alone.',
      },
    ],
    workflow: {
      name: 'Extract and check',
      description: 'Extracts the facts, then checks them.',
      input: 'document',
      asks: 'The text to read',
    },
  },
  {
    name: 'release-notes',
    title: 'Release notes',
    description: 'Writes release notes for users from commits or pull requests.',
    category: 'development',
    tags: ['releases', 'changelog', 'git'],
    skill: {
      name: 'Words of users',
      instructions:
        'Say what a user can do now, not what was changed in the code. No internal names, no praise of the product.',
    },
    agents: [
      {
        name: 'Change sorter',
        description: 'Groups commits by what they mean to users.',
        temperature: 0.1,
        prompt:
          'You sort commits for release notes. Group them under Breaking, New, Improved, Fixed and Internal, and join commits that belong to one change. Keep the reference of each commit. Put what you cannot judge under Unclear with the question to ask its author.',
      },
      {
        name: 'Release writer',
        description: 'Writes release notes from sorted changes.',
        temperature: 0.4,
        prompt:
          'You write release notes in Markdown from sorted changes. Open with what matters most in two sentences. Breaking changes come first, each with what to do about it. One line per change with its reference. Leave Internal out. Never announce what is not in the list.',
      },
    ],
    workflow: {
      name: 'Write release notes',
      description: 'Sorts the changes, then writes the notes.',
      input: 'commits',
      asks: 'Commit messages or titles of pull requests',
    },
  },
  {
    name: 'code-reviewer',
    title: 'Code reviewer',
    description: 'Reviews a diff for faults, security and missing tests.',
    category: 'development',
    tags: ['review', 'security', 'tests'],
    skill: {
      name: 'Useful review',
      instructions:
        'Name the file and line. Explain how the fault shows, then suggest the smallest change. Leave taste and formatting to tools.',
    },
    agents: [
      {
        name: 'Code reviewer',
        description: 'Finds faults in a diff.',
        temperature: 0.1,
        prompt:
          'You review a diff. Look for wrong results, unhandled errors, races, leaks, injection, missing permission checks and broken compatibility. For each finding give Severity (blocker, major or minor), Place, What happens with which input, and a Fix. Report only what the diff shows; write "No findings" when there are none.',
      },
      {
        name: 'Test adviser',
        description: 'Says which tests a diff needs.',
        temperature: 0.2,
        prompt:
          'You say which tests a change needs, from its diff and its review. Give each test as a promise in one sentence, with the input, the expected result, and the finding it would have caught. The test most likely to fail comes first. At most eight.',
      },
    ],
    workflow: {
      name: 'Review a change',
      description: 'Reviews the diff, then names the tests it needs.',
      input: 'diff',
      asks: 'The diff to review',
    },
  },
];
