import { applicationsView } from '#admissions';
import { certificatesView } from '#certification';
import type { View } from '#event-log';
import { noticeLedgerView, noticePlanView } from '#notices';
import { peopleView } from '#people';
import { programsView } from '#programs';
import { cohortsView, decisionsWaitingView, placementsView, rosterView } from '#training';

/** All views of one process; they share a file and a checkpoint. */
export const allViews: readonly View[] = [
  programsView,
  peopleView,
  applicationsView,
  cohortsView,
  rosterView,
  placementsView,
  decisionsWaitingView,
  certificatesView,
  noticeLedgerView,
  noticePlanView,
];
