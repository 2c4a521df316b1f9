/** What a step changed, in numbers and in names: the part that makes an answer worth giving. */
import { html, type TemplateResult } from 'lit';
import type { ControlChange, DocumentChange, Effect } from '../api.ts';
import type texts from '../i18n/en/questions.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** Changes of one sort: "3 controls in", and which. */
interface Change {
  title: string;
  items: { id: string; name: string; href: string }[];
}

const due = ({ before, after }: DocumentChange) => Number(isDue(after)) - Number(isDue(before));
const isDue = (need: DocumentChange['after']) => need === 'always' || need === 'called';

const included = ({ outcome }: ControlChange['after']) => outcome === 'included';
const turnedIn = ({ before, after }: ControlChange) => included(after) && !included(before);
const turnedOut = ({ before, after }: ControlChange) => !included(after) && included(before);
const stayed = (change: ControlChange) => included(change.before) && included(change.after);

export function changes(app: App, t: Texts, effect: Effect): Change[] {
  const controls = (title: (n: number) => string, test: (change: ControlChange) => boolean) =>
    change(title, effect.controls.filter(test).map(({ control }) => control), (id) => ({
      name: app.labels.controls.find((label) => label.id === id)?.title ?? '',
      href: link('controls', id),
    }));
  const documents = (title: (n: number) => string, direction: number) =>
    change(title, effect.documents.filter((one) => due(one) === direction).map(({ document }) => document), (id) => ({
      name: app.labels.documents.find((label) => label.id === id)?.name ?? '',
      href: link('documents', id),
    }));
  return [
    controls(t.in, turnedIn),
    controls(t.out, turnedOut),
    controls(t.confirmed, (one) => stayed(one) && !one.after.toConfirm),
    controls(t.toConfirm, (one) => stayed(one) && one.after.toConfirm),
    documents(t.documentsMore, 1),
    documents(t.documentsLess, -1),
  ].filter(({ items }) => items.length > 0);
}

function change(
  title: (n: number) => string,
  ids: string[],
  about: (id: string) => { name: string; href: string },
): Change {
  return { title: title(ids.length), items: ids.map((id) => ({ id, ...about(id) })) };
}

/** "3 controls in and 1 document more". */
export function summary(t: Texts, list: readonly Change[]): string {
  const titles = list.map(({ title }) => title);
  const last = titles.pop();
  if (!last) return t.changedNothing;
  return titles.length ? t.and(last, titles.join(', ')) : last;
}

export function changeLists(list: readonly Change[]): TemplateResult[] {
  return list.map(({ title, items }) => html`<h3>${title}</h3><ul class="plain">
    ${items.map(({ id, name, href }) => html`<li><a href=${href}>${/^A\./.test(id) ? `${id} ${name}` : name}</a></li>`)}
  </ul>`);
}
