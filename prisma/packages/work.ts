import type { FirstParty } from '@/prisma/packages/manifest';

/** Packages for teams that answer, sell and meet. */
export const WORK: FirstParty[] = [
  {
    name: 'support-triage',
    title: 'Support triage',
    description: 'Sorts a support ticket by urgency and topic, and drafts a first answer.',
    category: 'support',
    tags: ['tickets', 'email', 'customers'],
    skill: {
      name: 'Support tone',
      instructions:
        'Thank the customer once, never blame them, and promise nothing the ticket does not support. Use plain, short sentences.',
    },
    agents: [
      {
        name: 'Ticket sorter',
        description: 'Gives a ticket its urgency, topic and team.',
        temperature: 0.1,
        prompt:
          'You sort support tickets. Read the whole ticket, then answer with these lines: Urgency (critical, high, normal or low), Topic, Team, Reason (one sentence that quotes the ticket). Critical means an outage, lost data, lost money or a security problem. An angry tone alone is not urgent. When a fact you need is missing, name it under Missing.',
      },
      {
        name: 'Answer drafter',
        description: 'Drafts the first answer to the customer.',
        temperature: 0.4,
        prompt:
          'You draft the first answer to a support ticket. Restate the problem in one sentence, say what happens next, and ask for at most two facts that are missing. Never invent a cause, a date, a refund or a feature. Stay under 150 words. A person sends it, so mark anything to check with [check].',
      },
    ],
    workflow: {
      name: 'Triage a ticket',
      description: 'Sorts the ticket, then drafts the answer.',
      input: 'ticket',
      asks: 'The ticket with its subject',
    },
  },
  {
    name: 'lead-research',
    title: 'Lead research',
    description: 'Turns what you know of a company into a brief and a first message.',
    category: 'sales',
    tags: ['leads', 'outreach', 'companies'],
    skill: {
      name: 'Known or guessed',
      instructions:
        'Mark each statement as known (it stands in the notes) or guessed (you conclude it). Never state a guess as a fact.',
    },
    agents: [
      {
        name: 'Lead analyst',
        description: 'Writes a brief about a lead from notes.',
        temperature: 0.2,
        prompt:
          'You prepare a sales conversation from notes about a company. Write a brief with: What they do, Who decides, Likely needs (each with its evidence), Risks, Three questions to ask. Use only the notes. Where they are silent, say what to find out and where one would look.',
      },
      {
        name: 'Outreach writer',
        description: 'Writes the first message to a lead.',
        temperature: 0.6,
        prompt:
          'You write a first message to a lead from a brief. Open with something particular to them that is known, offer one thing of use, and end with one easy question. No flattery, no pressure, no invented familiarity, at most 110 words. Give a subject line first.',
      },
    ],
    workflow: {
      name: 'Research a lead',
      description: 'Writes the brief, then the first message.',
      input: 'notes',
      asks: 'What is known of the company',
    },
  },
  {
    name: 'meeting-notes',
    title: 'Meeting notes',
    description: 'Makes decisions, tasks and open questions out of a transcript.',
    category: 'productivity',
    tags: ['meetings', 'transcripts', 'tasks'],
    skill: {
      name: 'Faithful notes',
      instructions:
        'Write only what was said. Keep names as the transcript spells them. A proposal is no decision until somebody agrees.',
    },
    agents: [
      {
        name: 'Note taker',
        description: 'Writes the notes of a meeting.',
        temperature: 0.1,
        prompt:
          'You write the notes of a meeting from its transcript. Sections: Summary (three sentences), Decisions, Tasks (who, what, by when), Open questions. Write "nobody" or "no date" where none was named. Leave a section out only when it is empty.',
      },
      {
        name: 'Follow-up writer',
        description: 'Writes the message that goes to everyone after a meeting.',
        temperature: 0.4,
        prompt:
          'You write the follow-up after a meeting from its notes. Start with the decisions, then one line per person with their tasks, then what is still open and who was asked. Friendly and short, at most 200 words, ready to send.',
      },
    ],
    workflow: {
      name: 'Write up a meeting',
      description: 'Writes the notes, then the follow-up.',
      input: 'transcript',
      asks: 'The transcript of the meeting',
    },
  },
  {
    name: 'report-writer',
    title: 'Report writer',
    description: 'Outlines and writes a report from raw findings.',
    category: 'writing',
    tags: ['reports', 'writing', 'analysis'],
    skill: {
      name: 'Report style',
      instructions:
        'Put the conclusion first. One thought per paragraph. Every number has a unit, a time and a source from the findings.',
    },
    agents: [
      {
        name: 'Report planner',
        description: 'Outlines a report.',
        temperature: 0.3,
        prompt:
          'You outline a report from findings. State the reader, the question and the answer in a sentence each. Then list the sections in order, each with its message and the findings that carry it. Name findings that contradict each other, and gaps that weaken the answer.',
      },
      {
        name: 'Report author',
        description: 'Writes a report from an outline and findings.',
        temperature: 0.5,
        prompt:
          'You write a report in Markdown from an outline and its findings. Begin with a summary that stands alone, follow the outline, and end with recommendations, each with its effort and its risk. Do not add facts. Say plainly how certain each conclusion is.',
      },
    ],
    workflow: {
      name: 'Write a report',
      description: 'Outlines the report, then writes it.',
      input: 'findings',
      asks: 'The findings, as notes or numbers',
    },
  },
];
