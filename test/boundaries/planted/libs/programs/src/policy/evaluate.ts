import 'uuid';
