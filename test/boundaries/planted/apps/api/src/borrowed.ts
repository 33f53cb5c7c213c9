import '../../courier/src/main.js';
