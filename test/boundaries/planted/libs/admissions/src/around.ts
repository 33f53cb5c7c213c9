import '../../people/src/vault.js';
