import { IsCalendarDate } from '../edge/fields.js';

export class AdoptPolicyBody {
  @IsCalendarDate({
    description: 'Version of the rules: the day from which they are in effect',
    example: '2018-01-01',
  })
  readonly version!: string;
}
