import type { TemplateResult } from 'lit';
import type { App } from './store.ts';
import { overviewView } from './views/overview.ts';
import { startView } from './views/start.ts';

/** `#/risks/r-ab12?cell=5-3` as its parts. */
export interface Route {
  screen: string;
  id: string;
  query: URLSearchParams;
}

export type View = (app: App) => TemplateResult;

/** A screen: its view, loaded when first wanted, and the areas of texts that it uses. */
export interface Screen {
  texts: readonly string[];
  load(): Promise<View>;
}

export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [screen = '', id = ''] = path.split('/').map(part);
  return { screen: screen || 'overview', id, query: new URLSearchParams(query) };
}

/** A broken escape leads to the page "not found" instead of an exception. */
function part(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a screen, for `href`. */
export function link(screen: string, id = '', query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query).toString();
  const path = [screen, id].filter(Boolean).map(encodeURIComponent).join('/');
  return `#/${path}${search && `?${search}`}`;
}

/** Lists that all work alike, with the form for one of them. */
const entities: Screen = {
  texts: ['entities', 'risks'],
  load: () => import('./views/entities.ts').then((view) => view.entitiesView),
};

export const screens: Record<string, Screen> = {
  // One of these two shows first, so they come with the page.
  start: { texts: ['start'], load: async () => startView },
  overview: { texts: ['overview'], load: async () => overviewView },
  damaged: { texts: [], load: () => import('./views/damaged.ts').then((view) => view.damagedView) },
  organisation: {
    texts: ['organisation', 'sectors'],
    load: () => import('./views/organisation.ts').then((view) => view.organisationView),
  },
  roles: { texts: ['people'], load: () => import('./views/people.ts').then((view) => view.rolesView) },
  scope: { texts: ['scope'], load: () => import('./views/scope.ts').then((view) => view.scopeView) },
  people: entities,
  sites: entities,
  issues: entities,
  parties: entities,
  assets: entities,
  suppliers: entities,
  obligations: entities,
  questions: {
    texts: ['questions'],
    load: () =>
      oneOrAll(
        import('./views/question.ts').then((view) => view.questionView),
        import('./views/questions-table.ts').then((view) => view.questionsTableView),
      ),
  },
  risks: {
    texts: ['risks'],
    load: () =>
      oneOrAll(
        import('./views/risk.ts').then((view) => view.riskView),
        import('./views/risks.ts').then((view) => view.risksView),
      ),
  },
  starters: {
    texts: ['risks', 'sectors'],
    load: () => import('./views/starters.ts').then((view) => view.startersView),
  },
  controls: {
    texts: ['controls'],
    load: () =>
      oneOrAll(
        import('./views/control.ts').then((view) => view.controlView),
        import('./views/controls.ts').then((view) => view.controlsView),
      ),
  },
  documents: {
    texts: ['documents', 'download'],
    load: () =>
      oneOrAll(
        import('./views/document.ts').then((view) => view.documentView),
        import('./views/documents.ts').then((view) => view.documentsView),
      ),
  },
  registers: { texts: ['registers'], load: () => import('./views/registers.ts').then((view) => view.registersView) },
  register: { texts: ['registers', 'download'], load: () => import('./views/register.ts').then((view) => view.registerView) },
  parameters: { texts: ['documents'], load: () => import('./views/parameters.ts').then((view) => view.parametersView) },
  download: {
    texts: ['download', 'documents'],
    load: () => import('./views/download.ts').then((view) => view.downloadView),
  },
  import: { texts: ['import'], load: () => import('./views/import.ts').then((view) => view.importView) },
  history: { texts: ['history'], load: () => import('./views/history.ts').then((view) => view.historyView) },
  method: { texts: ['risks'], load: () => import('./views/method.ts').then((view) => view.methodView) },
  recovery: { texts: ['data'], load: () => import('./views/data.ts').then((view) => view.recoveryView) },
  data: { texts: ['data'], load: () => import('./views/data.ts').then((view) => view.dataView) },
  about: { texts: ['about'], load: () => import('./views/about.ts').then((view) => view.aboutView) },
  answers: {
    texts: ['questions', 'organisation', 'sectors'],
    load: () => import('./views/check-answers.ts').then((view) => view.checkAnswersView),
  },
};

/** An address with an id shows one of many, without it the list of them. */
async function oneOrAll(one: Promise<View>, all: Promise<View>): Promise<View> {
  const [oneView, allView] = await Promise.all([one, all]);
  return (app) => (app.route.id ? oneView(app) : allView(app));
}
