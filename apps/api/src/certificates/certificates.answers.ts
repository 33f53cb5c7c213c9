import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { CertificateCard } from '#certification';
import { pageOf } from '../edge/lists.js';

@ApiSchema({ name: 'Certificate' })
export class CertificateAnswer implements CertificateCard {
  @ApiProperty({ format: 'uuid', description: 'The enrollment’s' })
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly personId!: string;

  @ApiProperty({ type: 'string', required: false, description: 'Missing once erased' })
  readonly name?: string;

  @ApiProperty({ example: 'Certified Peer Specialist (CPS)' })
  readonly credential!: string;

  @ApiProperty({ format: 'uuid' })
  readonly cohortId!: string;

  @ApiProperty({ example: 'us-massachusetts-cps' })
  readonly program!: string;

  @ApiProperty({ example: '2018-01-01' })
  readonly policyVersion!: string;

  @ApiProperty({ format: 'date' })
  readonly awardedOn!: string;

  @ApiProperty({
    enum: ['stated', 'none', 'not stated'],
    description: 'What the rules say of renewal',
  })
  readonly renewal!: CertificateCard['renewal'];

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'The facts of the enrollment that it was earned by',
  })
  readonly because!: readonly string[];

  @ApiProperty({ type: 'integer' })
  readonly revision!: number;
}

export class CertificatePage extends pageOf(CertificateAnswer) {}
