export { contextsModule } from './module/contexts.js';
export { openRollbook } from './rollbook.js';
export type { Rollbook, RollbookOptions } from './rollbook.js';
export { BootError, readSettings, settingNames } from './settings.js';
export type { LogLevel, MailSettings, SettingName, Settings } from './settings.js';
export { stopOnSignals } from './stop.js';
export type { SignalledProcess } from './stop.js';
export { allViews } from './views.js';
