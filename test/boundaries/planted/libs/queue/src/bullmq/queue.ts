import 'bullmq';
import 'ioredis';
