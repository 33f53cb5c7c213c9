import { policySchema } from '#programs';

const rules = [{ id: 'E-1', source: 'page', quote: 'The training is completed within 3 months.' }];

/** Training is to be completed within three months of the application, or one is out. */
export const trainedInThreeMonths = policySchema.parse({
  program: 'us-massachusetts-cps',
  name: 'An example',
  credential: 'Example',
  operator: 'Nobody',
  timeZone: 'America/New_York',
  effective: { from: '2018-01-01', basis: 'Made up.' },
  sources: [
    {
      id: 'page',
      title: 'A page',
      publisher: 'Nobody',
      text: 'page.txt',
      checked: '2018-01-01',
      published: 'none',
    },
  ],
  apply: 'not stated',
  select: 'not stated',
  train: {
    require: {
      id: 'in-time',
      kind: 'step',
      title: 'Completed in time',
      step: 'training-completed',
      notAfter: { from: 'application', plus: 'P3M' },
      otherwise: 'disqualified',
      rules,
    },
  },
  exam: 'not stated',
  certify: 'not stated',
  renew: 'none',
  appeal: 'not stated',
});
