import type { Entity, Kind } from '../api.ts';

/** What sort of value a field of an entity takes. */
export type Shape =
  | 'line'
  | 'text'
  | 'email'
  | 'date'
  | 'flag'
  | 'owner'
  | 'level'
  | 'choice'
  | 'controls'
  | 'requirements';

/** A list of entities of one kind and the form for one of them. */
export interface EntityForm {
  kind: Kind;
  /** Begins the ids of new ones. */
  prefix: string;
  /** What people call one; never empty. */
  title: string;
  fields: Record<string, Shape>;
  /** What the list shows beside the title. */
  columns: readonly string[];
  /** What a new one starts with. */
  defaults?: Record<string, unknown>;
}

export const entityForms: Record<string, EntityForm> = {
  people: {
    kind: 'person',
    prefix: 'p',
    title: 'name',
    fields: { name: 'line', job: 'line', email: 'email', left: 'date' },
    columns: ['job', 'email'],
  },
  sites: {
    kind: 'site',
    prefix: 's',
    title: 'name',
    fields: { name: 'line', address: 'line', use: 'line', excluded: 'flag' },
    columns: ['address', 'use', 'excluded'],
  },
  assets: {
    kind: 'asset',
    prefix: 'a',
    title: 'name',
    fields: {
      name: 'line',
      kind: 'choice',
      owner: 'owner',
      classification: 'line',
      location: 'line',
      description: 'text',
      confidentiality: 'level',
      integrity: 'level',
      availability: 'level',
    },
    columns: ['kind', 'owner', 'classification'],
    defaults: { kind: 'information' },
  },
  suppliers: {
    kind: 'supplier',
    prefix: 'v',
    title: 'name',
    fields: {
      name: 'line',
      service: 'line',
      critical: 'flag',
      cloud: 'flag',
      location: 'line',
      agreement: 'line',
      reviewed: 'date',
      exit: 'text',
      owner: 'owner',
    },
    columns: ['service', 'critical', 'reviewed'],
  },
  obligations: {
    kind: 'obligation',
    prefix: 'o',
    title: 'title',
    fields: { title: 'line', basis: 'choice', requirement: 'text', controls: 'controls', owner: 'owner' },
    columns: ['basis', 'controls', 'owner'],
    defaults: { basis: 'legal' },
  },
  issues: {
    kind: 'issue',
    prefix: 'i',
    title: 'title',
    fields: { title: 'line', side: 'choice', effect: 'text', climate: 'flag' },
    columns: ['side', 'effect', 'climate'],
    defaults: { side: 'internal' },
  },
  parties: {
    kind: 'party',
    prefix: 'y',
    title: 'name',
    fields: { name: 'line', requirements: 'requirements', climate: 'text' },
    columns: ['requirements'],
  },
};

/** The fields of an entity by name. The forms above name only fields that the kind has; the module refuses others. */
export type Values = Record<string, unknown> & { id: string };

export const entityOf = (kind: Kind, values: Values) => ({ [kind]: values }) as unknown as Entity;
