import { STANDALONE } from './standalone-bench';
import { hostContract } from './suite';

hostContract(STANDALONE);
