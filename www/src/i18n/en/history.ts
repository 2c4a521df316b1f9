/** Words of the change history. */
export default {
  title: 'Change history',
  intro: 'Who changed what, and when. The newest first.',
  empty: 'Nothing has been changed yet.',
  columns: { n: 'No.', at: 'When', by: 'By', what: 'What changed' },
  caption: 'Changes',
  nobody: 'Name not given',
  undid: (n: number, what: string) => `took back no. ${n}: ${what}`,
  redid: (n: number, what: string) => `did again no. ${n}: ${what}`,
  earlier: 'Older changes',
  later: 'Newer changes',
  see: 'See it',
  more: (n: number) => `and ${n} more`,
};
