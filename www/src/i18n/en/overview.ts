import type { TaskState } from '../../api.ts';
import type { Tone } from '../../parts.ts';

const tones: Record<TaskState, Tone> = { notStarted: '', inProgress: 'accent', needsAttention: 'warn', complete: 'good' };

export default {
  title: 'Overview',
  tones,
  edition: (edition: string) => `Edition: ${edition}`,
  continueQuestions: 'Continue with the next question',
  startQuestions: 'Answer the first question',
  allAnswered: 'All questions are answered.',
  complete: (done: number, total: number) => `${done} of ${total} tasks complete`,
  groups: { prepare: 'Describe your organisation', questions: 'Answer the questions', decide: 'Decide', write: 'Write and download' },
  tasks: {
    organisation: 'Say who you are',
    people: 'Give the roles to people',
    scope: 'Set the scope',
    risks: 'Assess and treat risks',
    controls: 'Set how far controls are implemented',
    documents: 'Settle the documents',
    download: 'Download what you need',
  } as Record<string, string>,
  about: {
    organisation: 'Name, sector, size and edition. Documents print them.',
    people: 'Roles own controls, documents and risks.',
    scope: 'Issues, interested parties, climate decision and the scope statement (clauses 4.1 to 4.3).',
    risks: 'Keep the register: owner, levels, treatment.',
    controls: 'Review the decisions, override where you must, set the status of each control.',
    documents: 'Read each document, set its parameters, approve it or say where it exists.',
  } as Record<string, string>,
  progress: (done: number, total: number) => `${done} of ${total}`,
  decides: (controls: string, documents: string) => `Decides ${controls} and ${documents}.`,
  status: 'Status:',
  backup: {
    title: 'Save a backup',
    never: (changes: number) => `This workspace has ${changes} changes and no backup file.`,
    last: (when: string, changes: number) => `The last backup file is of ${when}, ${changes} changes ago.`,
    why: 'A file is the only copy that no browser can delete.',
    save: 'Save a backup',
    later: 'Not now',
  },
};
