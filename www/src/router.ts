import type { TemplateResult } from 'lit';
import type { App } from './store.ts';

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

const entities: Screen = {
  texts: ['entities'],
  load: () => import('./views/entities.ts').then((view) => view.entitiesView),
};

export const screens: Record<string, Screen> = {
  overview: { texts: ['overview'], load: () => import('./views/overview.ts').then((view) => view.overviewView) },
  organisation: {
    texts: ['organisation'],
    load: () => import('./views/organisation.ts').then((view) => view.organisationView),
  },
  people: entities,
  sites: entities,
  assets: entities,
  suppliers: entities,
  obligations: entities,
  issues: entities,
  parties: entities,
  roles: { texts: ['people'], load: () => import('./views/people.ts').then((view) => view.rolesView) },
  scope: { texts: ['scope'], load: () => import('./views/scope.ts').then((view) => view.scopeView) },
  answers: {
    texts: ['questions'],
    load: () => import('./views/check-answers.ts').then((view) => view.checkAnswersView),
  },
  about: { texts: ['about'], load: () => import('./views/about.ts').then((view) => view.aboutView) },
  backup: { texts: ['backup'], load: () => import('./views/backup.ts').then((view) => view.backupView) },
};

/** A screen whose views differ with and without an id: one of many, or the list of them. */
function byId(area: string, list: () => Promise<View>, one: () => Promise<View>): Screen {
  return {
    texts: [area],
    load: async () => {
      const [listView, oneView] = await Promise.all([list(), one()]);
      return (app) => (app.route.id ? oneView(app) : listView(app));
    },
  };
}

screens.questions = byId(
  'questions',
  () => import('./views/questions-table.ts').then((view) => view.questionsTableView),
  () => import('./views/question.ts').then((view) => view.questionView),
);
