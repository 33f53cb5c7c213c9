export { changeBlocks, policyChanges, type Bearing, type Change } from './diff.js';
export { explainPolicy, explainRequirement, idMeantBy, sectionTitles } from './explain.js';
export {
  UnreadableFile,
  checkPolicyFiles,
  readText,
  soundPolicy,
  type CheckedFile,
} from './files.js';
export { kindDescriptions } from './descriptions.js';
export { policyJsonSchema, undescribed } from './json-schema.js';
export { rendered, wrapped, type Block, type PageFormat } from './page.js';
export { outcomeInWords, tryCase, type Tried } from './try.js';
export { policyToTry, readCaseFile } from './cases/file.js';
export { caseJsonSchema } from './cases/json-schema.js';
export type { Case, CaseFile } from '../cases/case.js';
export { PolicyFileError, type PolicyProblem } from '../policy/file/problems.js';
export { policyName, policyVersion, type Policy } from '../policy/schema.js';
