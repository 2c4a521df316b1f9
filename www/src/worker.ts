/** Writes documents beside the page: a second copy of the workspace that follows every step. */
import start, { Documents, installTexts } from '../pkg/documents/annexa.js';
import address from '../pkg/documents/annexa_bg.wasm?url';
import startWorkbooks, * as workbookModule from '../pkg/workbooks/annexa.js';
import workbooksAddress from '../pkg/workbooks/annexa_bg.wasm?url';
import type { AnnexaError } from './api.ts';
import { bytes } from './bytes.ts';
import type { FromWorker, Method, Refusal, Step, ToWorker, WorkbookMethod } from './protocol.ts';

let documents: Promise<Documents>;
/** The catalogue's texts, for the second module. */
let prose: Uint8Array;
let workbooks: Promise<unknown> | undefined;

/** One message after the other, so that a question finds the workspace as it was when it was asked. */
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  last = last.then(() => handle(data)).catch((error: unknown) => say({ kind: 'fault', message: String(error) }));
};

const say = (message: FromWorker) => self.postMessage(message);

async function handle(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'open':
      documents = open(message);
      await documents;
      break;
    case 'step':
      follow(await documents, message.step);
      break;
    case 'ask':
      await answer(await documents, message);
  }
}

async function open({ snapshot, pack, texts }: Extract<ToWorker, { kind: 'open' }>): Promise<Documents> {
  const [templates, words] = await Promise.all([
    bytes(pack),
    bytes(texts),
    start({ module_or_path: fetch(address, { integrity: __INTEGRITY__.documents }) }),
  ]);
  prose = words;
  installTexts(prose);
  return new Documents(snapshot, templates);
}

function follow(documents: Documents, step: Step): void {
  if ('dispatch' in step) documents.dispatch(step.dispatch, step.stamp);
  else if ('undo' in step) documents.undo(step.undo);
  else documents.redo(step.redo);
}

async function answer(documents: Documents, { id, method, args }: Extract<ToWorker, { kind: 'ask' }>): Promise<void> {
  try {
    if (isOfWorkbooks(method)) await (workbooks ??= loadWorkbooks());
    const call = (isOfWorkbooks(method) ? workbookModule[method] : documents[method]) as (...args: unknown[]) => unknown;
    say({ kind: 'answer', id, value: call.apply(documents, args) });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AnnexaError')) throw error;
    say({ kind: 'refused', id, refusal: refusal(error as AnnexaError) });
  }
}

const isOfWorkbooks = (method: Method): method is WorkbookMethod => method in workbookModule;

/** Most visitors never want a workbook, so its module comes with the first one. */
async function loadWorkbooks(): Promise<void> {
  await startWorkbooks({ module_or_path: fetch(workbooksAddress, { integrity: __INTEGRITY__.workbooks }) });
  workbookModule.installTexts(prose);
}

const refusal = ({ message, code, path, help, findings }: AnnexaError): Refusal => ({ message, code, path, help, findings });
