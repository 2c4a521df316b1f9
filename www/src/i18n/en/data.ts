/** Words of the workspace's data: backup, copies, and the page shown when nothing could be read. */
export default {
  title: 'Data and settings',
  name: 'Your name',
  nameHint: 'It stands beside what you change, in the history and in decisions.',
  backup: 'Backup',
  backupText: 'A file is the only copy that no browser can delete. It opens again here or on another machine.',
  save: 'Save a backup',
  other: 'Open another workspace',
  otherText: 'What is open stays stored on this device.',
  toStart: 'Go to the start page',
  recoveryTitle: 'The stored workspace could not be read',
  recovery: 'Nothing was written over it. Save the stored copies as files before you go on: they can be looked into, or opened by a newer release.',
  saveCopy: (name: string) => `Save ${name}`,
  noCopies: 'The browser gives no stored copy.',
};
