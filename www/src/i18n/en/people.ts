export default {
  title: 'Give the roles to people',
  lead: 'Roles own controls, documents and risks. One person may hold several, but nobody audits their own work.',
  noPeople: 'Add the people first; then give them roles here.',
  addPeople: 'Add a person',
  holder: 'Held by',
  deputy: 'Deputy',
  ownTitle: 'Title used here',
  next: 'Next: set the scope',
  filled: (n: number, total: number) => `${n} of ${total} roles have a holder.`,
};
