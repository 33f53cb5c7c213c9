import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetCertificate, ListCertificates } from '#certification';
import { answer } from '../edge/answers.js';
import { ListQuery } from '../edge/lists.js';
import { ParseId } from '../edge/validation.js';
import { idCursor, listed } from '../listing.js';
import { Answers } from '../operation.js';
import { CertificateAnswer, CertificatePage } from './certificates.answers.js';

const cursor = idCursor('certificates');

@ApiTags('certificates')
@Controller('api/v1/certificates')
export class CertificatesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Answers({
    summary: 'List certificates',
    description: 'Every certificate that was awarded.',
    type: CertificatePage,
  })
  listCertificates(@Query() query: ListQuery) {
    return listed(
      cursor,
      query,
      (limit, after) => this.queries.execute(new ListCertificates(limit, after)),
      ({ id }) => id,
    );
  }

  @Get(':certificateId')
  @Answers({
    summary: 'Show a certificate',
    description: 'Whose it is, under which rules it was earned, and by which facts.',
    type: CertificateAnswer,
  })
  async getCertificate(@Param('certificateId', ParseId) certificateId: string) {
    const found = await this.queries.execute(new GetCertificate(certificateId));
    return answer<CertificateAnswer>(found, { revision: found.revision });
  }
}
