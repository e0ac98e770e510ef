import { expose } from 'comlink';
import { codecEndpoint } from './codec-endpoint';

expose(codecEndpoint);
