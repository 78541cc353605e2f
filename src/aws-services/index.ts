export { type CredentialSearch, findCredentials, type FoundCredentials } from './find-credentials.js';
