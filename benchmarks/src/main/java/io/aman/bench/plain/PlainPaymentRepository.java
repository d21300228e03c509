package io.aman.bench.plain;

import org.springframework.data.repository.CrudRepository;

interface PlainPaymentRepository extends CrudRepository<PlainPayment, String> {}
