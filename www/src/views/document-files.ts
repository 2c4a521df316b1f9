import { html, nothing, type TemplateResult } from 'lit';
import { isRefusal, type DocumentDetail, type DocumentRow } from '../api.ts';
import { download } from '../files.ts';
import { today } from '../format.ts';
import type downloadTexts from '../i18n/en/download.ts';
import { notice } from '../parts.ts';
import type { Arguments } from '../protocol.ts';
import type { App } from '../store.ts';
import { failure } from './answers.ts';
import type { Form } from './document.ts';
import { isRegister } from './registers.ts';

type Texts = typeof downloadTexts;
type File = Arguments<'pack'>[0][number];
type WrittenFormat = Arguments<'file'>[1];
export type Format = WrittenFormat | 'xlsx';
type Kind = Arguments<'workbook'>[1];

/** The formats of documents: folder in the ZIP, ending of the name, media type. */
const formats: Record<Format, { folder: string; ending: string; type: string }> = {
  docx: {
    folder: 'word',
    ending: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  html: { folder: 'html', ending: 'html', type: 'text/html' },
  markdown: { folder: 'markdown', ending: 'md', type: 'text/markdown' },
  xlsx: {
    folder: 'excel',
    ending: 'xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
};

/** The documents that are workbooks too, beside the registers. */
const workbooks: Partial<Record<string, Kind>> = {
  'statement-of-applicability': 'soa',
  'risk-register': 'riskRegister',
};

/** The workbook that a document is too. */
const workbookOf = (app: App, id: string): Kind | undefined => workbooks[id] ?? (isRegister(app, id) ? { register: id } : undefined);

/** The formats that a document comes in. */
const formatsOf = (app: App, id: string): Format[] =>
  ['docx', 'html', 'markdown', ...(workbookOf(app, id) ? ['xlsx' as const] : [])];

/** A document in one format. */
async function written(app: App, id: string, format: Format): Promise<Uint8Array> {
  const kind = workbookOf(app, id);
  if (format !== 'xlsx') return app.documents.ask('file', id, format, today());
  if (!kind) throw new Error(`${id} is no workbook`);
  return app.documents.ask('workbook', app.workspace.save(), kind, today(), await controlOf(app, id));
}

/** Only the rendered document can tell whether it is approved; without a template the workbook is a draft. */
async function controlOf(app: App, id: string): Promise<Arguments<'workbook'>[3]> {
  try {
    // A chapter is approved with the document that it stands in.
    const { home } = app.workspace.document(id);
    return (await app.documents.ask('render', home?.id ?? id, today())).control;
  } catch (error) {
    if (isRefusal(error) && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** The topics that are chapters of a merged document. */
export const chaptersOf = ({ topics }: DocumentDetail): DocumentRow[] =>
  topics.filter(({ wanted, status }) => wanted && status !== 'elsewhere');

/** A document in all its formats, as they go into the ZIP; registers that are chapters are workbooks too. */
export async function filesOf(app: App, { id, title }: DocumentRow): Promise<File[]> {
  const files: File[] = [];
  for (const format of formatsOf(app, id)) {
    const { folder, ending, type } = formats[format];
    const bytes = await written(app, id, format);
    files.push({ name: `${folder}/${id}.${ending}`, title, mediaType: type, document: id, bytes });
  }
  const { folder, ending, type } = formats.xlsx;
  for (const chapter of chaptersOf(app.workspace.document(id)).filter((topic) => isRegister(app, topic.id))) {
    const bytes = await written(app, chapter.id, 'xlsx');
    files.push({ name: `${folder}/${chapter.id}.${ending}`, title: chapter.title, mediaType: type, document: id, bytes });
  }
  return files;
}

/** The last download: which file is being written, or what became of it. */
interface Download {
  busy: boolean;
  said: string;
  failed: string;
}

const state = (app: App) => app.state<Download>('file', () => ({ busy: false, said: '', failed: '' }));

/** A button for each format of a document. */
export function fileButtons(app: App, id: string, title: string): TemplateResult {
  return html`<span class="files">${formatsOf(app, id).map((format) => html`${fileButton(app, id, title, format)} `)}</span>`;
}

export function fileButton(app: App, id: string, title: string, format: Format): TemplateResult {
  const t = app.texts.area<Texts>('download');
  return html`<button type="button" ?disabled=${state(app).busy} aria-label=${t.fileOf(t.formats[format], title)}
    @click=${() => save(app, t, id, format)}>${t.formats[format]}</button>`;
}

/** What became of the last download, announced. */
export function fileStatus(app: App): TemplateResult {
  const t = app.texts.area<Texts>('download');
  const { said, failed } = state(app);
  return html`<p role="status">${said}</p>${failed ? notice('bad', t.failed, html`<p>${failed}</p>`, true) : nothing}`;
}

async function save(app: App, t: Texts, id: string, format: Format): Promise<void> {
  const now = Object.assign(state(app), { busy: true, said: '', failed: '' });
  app.update();
  try {
    const name = `${id}.${formats[format].ending}`;
    download(name, await written(app, id, format), formats[format].type);
    now.said = t.started(name);
  } catch (error) {
    now.failed = failure(error);
  }
  now.busy = false;
  app.update();
}

/** The downloads of one document, on its page. */
export function downloads({ app, t, id, detail }: Form): TemplateResult {
  return html`<p>${t.document.asDraft} ${t.document.htmlHint}</p>
    <p>${fileButtons(app, id, detail.row.title)}</p>
    ${fileStatus(app)}`;
}
