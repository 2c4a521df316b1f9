import { newId, today } from '../format.ts';
import type texts from '../i18n/en/import.ts';
import type { Answer, Arguments } from '../protocol.ts';
import type { App } from '../store.ts';
import { failure, remedy } from './answers.ts';

export type Texts = typeof texts;
export type Survey = Answer<'surveyImport'>;
export type Sheet = Survey['sheets'][number];
type Plan = Arguments<'proposeImport'>[3];
export type Proposal = Answer<'proposeImport'>;

/** A table on its way in: the file, how it is read, and what that would do. */
export interface State {
  pasted: string;
  file?: { name: string; bytes: Uint8Array };
  survey?: Survey;
  monthFirst: boolean;
  proposal?: Proposal;
  /** Which rows of the result are shown, and how many of them. */
  shown: string;
  most: number;
  busy: boolean;
  failed: string;
}

/** Runs a question to the worker; what it refuses is said on the page. */
export async function ask(app: App, state: State, question: () => Promise<void>): Promise<void> {
  Object.assign(state, { busy: true, failed: '' });
  app.update();
  try {
    await question();
  } catch (error) {
    state.failed = failure(error) + remedy(error);
  }
  state.busy = false;
  app.update();
}

/** How the file is to be read, as the page stands. */
export function planOf(app: App, t: Texts, { file, survey, monthFirst }: State): Plan {
  return {
    name: t.step(file?.name ?? '').slice(0, 300),
    sheets: (survey?.sheets ?? []).map(({ sheet, header, target, columns }) => ({
      sheet,
      header,
      target,
      columns: columns.map(({ field }) => field),
    })),
    monthFirst,
    ids: newId('i'),
    by: app.prefs.name,
    on: today(),
  };
}

/** Asks what would change. */
export function propose(app: App, t: Texts, state: State): Promise<void> {
  return ask(app, state, async () => {
    const { file } = state;
    if (!file) return;
    state.most = 100;
    state.proposal = await app.documents.ask('proposeImport', app.workspace.save(), file.bytes, file.name, planOf(app, t, state));
    state.shown = state.proposal.rows.some(isRemarkable) ? 'remarked' : 'all';
  });
}

/** Whether somebody should look at a row. */
export const isRemarkable = ({ outcome, remarks }: Proposal['rows'][number]) => outcome === 'refused' || remarks.length > 0;
