/** Words of the downloads. */
const plural = (n: number, one: string, many: string) => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

export default {
  title: 'Download',
  intro: 'Everything is written here, on this device. Nothing is sent anywhere.',
  everything: 'Everything in one file',
  everythingIntro: 'A ZIP with every document as Word, HTML and Markdown, registers as Excel too, the backup and a manifest of SHA-256 sums.',
  zip: 'Download everything (ZIP)',
  writing: (done: number, of: number, title: string) => `${done} of ${of}: ${title}`,
  packing: 'Packing the ZIP…',
  done: (files: number) => `${plural(files, 'file', 'files')} packed. The download has started.`,
  cancel: 'Cancel',
  cancelled: 'Cancelled. Nothing was downloaded.',
  single: 'Single documents',
  singleCaption: 'Documents that Annexa writes',
  columns: { title: 'Document', status: 'Status', files: 'Files' },
  formats: { docx: 'Word', html: 'HTML', markdown: 'Markdown', xlsx: 'Excel' },
  fileOf: (format: string, title: string) => `${format}: ${title}`,
  started: (name: string) => `${name}: the download has started.`,
  noDocuments: 'None of the documents that you need is written by Annexa yet.',
  backup: 'Backup of the workspace',
  backupIntro: 'One JSON file with all your data and its history. It opens again here or on another machine, to the same state.',
  save: 'Save a backup (JSON)',
  toData: 'Open a backup, or see what is stored on this device',
  failed: 'It did not work',
  draftHint: 'A document that is not approved is marked as draft in the file.',
};
