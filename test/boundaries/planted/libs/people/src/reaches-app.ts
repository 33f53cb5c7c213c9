import '../../../apps/courier/src/main.js';
