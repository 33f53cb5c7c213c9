import '../../../libs/people/src/vault.js';
