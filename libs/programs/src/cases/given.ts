import { z } from 'zod';
import { isoDate, slug } from '../policy/quote.js';
import { madeUp, modules, plan, presence } from './attended.js';
import { leftOut, on } from './days.js';

/*
 * What a case is given, in short words. Days may be left out where they do not matter.
 */

const count = z.int().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const attributes = z.record(slug, z.union([scalar, z.array(scalar)]));

const letter = z.strictObject({
  from: slug.describe('Who wrote it, by any name: the same name is the same writer.'),
  relation: slug
    .default('friend')
    .describe('What the writer is to the person, such as family; `friend` where left out.'),
  knownSince: isoDate
    .default('2015-06-01')
    .describe('Since when they have known each other; 2015-06-01 where left out.'),
  roles: z
    .array(slug)
    .default([])
    .describe('Roles of the writer that a rule asks for, such as involved-in-peer-support.'),
  purpose: slug.exactOptional().describe('What it was written for, such as this-application.'),
  confirms: z
    .array(slug)
    .exactOptional()
    .describe('What it confirms, such as ability-to-perform-the-role.'),
  on,
});

const marks = {
  score: z.number().min(0).max(100).exactOptional().describe('Percent.'),
  points: z.number().min(0).exactOptional().describe('Answers right, or points.'),
  scaled: z.number().exactOptional().describe('Score on the exam’s own scale.'),
};
const attempt = z.strictObject({
  exam: slug
    .exactOptional()
    .describe('At which exam, by the id of its requirement; left out: the `exam` of the case.'),
  marked: z
    .enum(['passed', 'failed', 'not yet'])
    .describe('What whoever marked it recorded. A pass mark of the policy decides over it.'),
  ...marks,
  parts: z
    .record(
      slug,
      z.strictObject({
        result: z.enum(['passed', 'failed']).exactOptional().describe('How it was marked.'),
        ...marks,
      }),
    )
    .exactOptional()
    .describe('Marks of its parts, by their ids.'),
  part: slug.exactOptional().describe('Where one part only was tried: its id.'),
  completed: z.boolean().exactOptional().describe('`false` where it was broken off.'),
  minutes: count.exactOptional().describe('How long it took.'),
  allowed: count
    .exactOptional()
    .describe('How many minutes were allowed, where it is not what the policy states.'),
  on,
});

const request = z.strictObject({
  request: slug
    .default('request')
    .describe('Any name, to tell several apart; `request` where left out.'),
  under: slug.describe('Id of the requirement of the kind `accommodation`.'),
  offer: slug.describe('What is asked for: the id of one of its `offers`.'),
  on,
  event: isoDate.exactOptional().describe('First day of what it is wanted for.'),
  letter: z
    .strictObject({
      from: slug.describe('Who wrote it, such as doctor.'),
      names: z.boolean().describe('Whether it names this very accommodation.'),
    })
    .exactOptional()
    .describe('The letter that came with it.'),
  decided: z.enum(['granted', 'denied']).exactOptional().describe('What a person decided.'),
});

const activity = z.strictObject({
  tally: slug.describe('What it is, by the name that a rule adds up or looks for.'),
  times: count.default(1).describe('So many of them, each on its own and all alike.'),
  amount: z.number().min(0).default(1).describe('How much, in `unit`; 1 where left out.'),
  unit: slug
    .default('times')
    .describe('Such as hours or courses; `times`, where left out, is that each counts once.'),
  on: on.describe(`First day, or the only one. ${leftOut}`),
  until: isoDate.exactOptional().describe('Last day, by which it counts.'),
  ongoing: z.boolean().exactOptional().describe('`true` where it has not ended.'),
  with: attributes
    .default({})
    .describe('Attributes that rules look at, such as { topic: ethics }.'),
  claimedFor: z
    .array(slug)
    .exactOptional()
    .describe('Other credentials for which it was counted already.'),
});

const paper = z.strictObject({
  document: slug.describe('Which paper, by the name that a rule asks for.'),
  dated: isoDate.exactOptional().describe('Day that it bears; left out: the day it came in.'),
  on,
  with: attributes
    .default({})
    .describe('Attributes that rules look at, such as { result: clear }.'),
});

export const givenSchema = z.strictObject({
  applied: isoDate.exactOptional().describe('Day of the application.'),
  posted: z
    .record(slug, isoDate)
    .default({})
    .describe('Dates that the program posted, by the names in the policy.'),
  steps: z
    .record(slug, z.union([isoDate, z.array(isoDate).min(1)]))
    .default({})
    .describe('Steps done, by name: the day, or a list of days.'),
  attests: z
    .array(
      z.union([
        slug,
        z.strictObject({
          statement: slug.describe('The statement, by its name in the policy.'),
          detail: z.string().describe('The choice given with it.'),
        }),
      ]),
    )
    .default([])
    .describe('Statements that the person put their name to.'),
  letters: z.array(letter).default([]).describe('Letters of reference.'),
  interviews: z.array(slug).default([]).describe('How interviews were held, such as in-person.'),
  modules: z
    .array(modules)
    .default([])
    .describe('How many modules were missed, come late to or attended, where only that matters.'),
  roll: z.array(presence).default([]).describe('Modules of the plan, one by one.'),
  madeUp: z.array(madeUp).default([]).describe('What was missed and made up.'),
  homework: z.int().min(0).default(0).describe('How many assignments were turned in.'),
  activities: z
    .array(activity)
    .default([])
    .describe('Hours, courses and other things that add up, or that must not have happened.'),
  documents: z
    .array(z.union([slug, paper]))
    .default([])
    .describe('Papers that came in.'),
  circumstances: z
    .record(
      slug,
      z.union([
        scalar,
        z
          .array(
            z.strictObject({
              is: scalar.describe('What it was from that day on.'),
              on: isoDate.describe('From which day on.'),
            }),
          )
          .min(1),
      ]),
    )
    .default({})
    .describe('What is so of the person, by name: always, or from days on in a list.'),
  payments: z
    .array(
      z.strictObject({
        fee: slug.describe('Id of the requirement of the kind `fee`.'),
        amount: z.number().min(0).describe('How much, in the currency of the fee.'),
        on,
      }),
    )
    .default([])
    .describe('What was paid.'),
  extensions: z
    .array(z.strictObject({ requirement: slug.describe('Id of the stage.'), on }))
    .default([])
    .describe('More time that was granted for a stage.'),
  anchors: z
    .record(slug, isoDate)
    .default({})
    .describe('Days by the names in the policy, known from elsewhere or still to come.'),
  cohort: z.record(slug, scalar).exactOptional().describe('What is so of the class, by name.'),
  requests: z.array(request).default([]).describe('Accommodations asked for.'),
  exam: slug
    .exactOptional()
    .describe('Id of the exam of all `attempts` that do not name one themselves.'),
  attempts: z.array(attempt).default([]).describe('Attempts at exams.'),
  plan: plan.exactOptional().describe('The plan of the class.'),
  answers: z
    .record(slug, slug)
    .default({})
    .describe('Questions of the policy that a person answered for this case, with the reading.'),
  judged: z
    .record(
      slug,
      z.union([
        z.enum(['met', 'unmet']),
        z.strictObject({
          outcome: z.enum(['met', 'unmet']).describe('What was decided.'),
          choice: z.string().exactOptional().describe('Which of the options was decided on.'),
        }),
      ]),
    )
    .default({})
    .describe('What a person decided about a requirement, by its id.'),
  chosen: z
    .record(
      slug,
      z.union([slug, z.strictObject({ option: slug.describe('Id of the option.'), on })]),
    )
    .default({})
    .describe('Which option of a requirement of the kind `choice` a person chose, by its id.'),
  waived: z.array(slug).default([]).describe('Requirements lifted for this person, by their ids.'),
});
export type Given = z.infer<typeof givenSchema>;
