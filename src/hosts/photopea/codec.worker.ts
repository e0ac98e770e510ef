import { serve } from '../../rpc/serve';
import { codecFunctions } from './codec-functions';

serve(codecFunctions);
