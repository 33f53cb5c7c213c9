import '../../access/src/index.js';
