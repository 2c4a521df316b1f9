/** What the page and the worker say to each other. */
import type { Documents } from '../pkg/documents/annexa.js';
import type * as workbooks from '../pkg/workbooks/annexa.js';
import type { Command, Finding, Stamp } from './api.ts';

/** What can be asked: methods of the class `Documents` by name, and functions of the module `workbooks`. */
interface Answers extends Pick<Documents, DocumentMethod>, Pick<typeof workbooks, WorkbookMethod> {}
export type Method = keyof Answers;
export type DocumentMethod =
  | 'render'
  | 'approved'
  | 'state'
  | 'parameters'
  | 'sections'
  | 'freeze'
  | 'trace'
  | 'templates'
  | 'file'
  | 'pack';
export type WorkbookMethod = 'workbook' | 'surveyImport' | 'proposeImport' | 'importReport';
export type Arguments<M extends Method> = Parameters<Answers[M]>;
export type Answer<M extends Method> = ReturnType<Answers[M]>;

/** A step of the page's workspace, to be followed. */
export type Step = { dispatch: Command; stamp: Stamp } | { undo: Stamp } | { redo: Stamp };

export type ToWorker =
  /** Once, before anything else: a workspace, and where the templates and the catalogue's texts are. */
  | { kind: 'open'; snapshot: Uint8Array; pack: string; texts: string }
  | { kind: 'step'; step: Step }
  | { kind: 'ask'; id: number; method: Method; args: unknown[] };

export type FromWorker =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'refused'; id: number; refusal: Refusal }
  /** The worker is of no use any more: a module or pack did not arrive whole, or broke down. */
  | { kind: 'fault'; message: string };

/** An `AnnexaError` as it crosses between the two: errors lose their fields on the way. */
export interface Refusal {
  message: string;
  code: string;
  path: string;
  help: string;
  findings: Finding[];
}
