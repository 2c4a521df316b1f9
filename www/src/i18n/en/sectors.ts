/** What an organisation mostly does. */
import type { Sector } from '../../api.ts';

export default {
  finance: 'Banks, payment services, insurance',
  charity: 'Charity or association',
  construction: 'Construction and property',
  consultancy: 'Consultancy, law or tax firm',
  education: 'Education',
  utilities: 'Energy and utilities',
  healthcare: 'Healthcare',
  hospitality: 'Hotels and restaurants',
  manufacturer: 'Manufacturing',
  media: 'Media and publishing',
  'public-administration': 'Public administration',
  research: 'Research and laboratories',
  retail: 'Shops and e-commerce',
  saas: 'Software as a service',
  logistics: 'Transport and logistics',
  other: 'Other',
} satisfies Record<Sector, string>;
