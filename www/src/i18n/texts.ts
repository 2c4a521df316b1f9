/**
 * The words of the page: one file per area and language, `i18n/en/risks.ts`, each with one default export of strings
 * and of functions that put values into strings. English is the language that is always there.
 */
import overview from './en/overview.ts';
import english from './en/shell.ts';
import start from './en/start.ts';

export type ShellTexts = typeof english;
type Area = Record<string, unknown>;

/** What the first view needs is there at once; the rest comes with the views. */
const atOnce: [string, Area][] = [['shell', english], ['start', start], ['overview', overview]];
const files = import.meta.glob<{ default: Area }>(['./*/*.ts', '!./en/{shell,start,overview}.ts']);

export class Texts {
  readonly language: string;
  private readonly areas = new Map<string, Area>(atOnce);

  constructor(wanted: string) {
    this.language = files[`./${wanted}/shell.ts`] ? wanted : 'en';
  }

  /** How dates and numbers are written: as the browser's country does, if it speaks this language. */
  get locale(): string {
    return navigator.languages.find((locale) => locale.split('-')[0] === this.language) ?? this.language;
  }

  /** Loads areas before the views that use them are drawn; a missing translation falls back to English. */
  async load(areas: readonly string[]): Promise<void> {
    await Promise.all(areas.map((area) => this.loadArea(area)));
  }

  private async loadArea(area: string): Promise<void> {
    const file = files[`./${this.language}/${area}.ts`] ?? files[`./en/${area}.ts`];
    if (file && (!this.areas.has(area) || this.language !== 'en')) this.areas.set(area, (await file()).default);
  }

  /** The words of an area that is loaded. */
  area<T>(name: string): T {
    const area = this.areas.get(name);
    if (!area) throw new Error(`the texts \`${name}\` are not loaded: name them in router.ts`);
    return area as T;
  }
}
