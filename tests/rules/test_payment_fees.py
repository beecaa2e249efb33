"""What a payment costs, by hand."""

from gtmsim.mechanisms.payment_fees.rules import PaymentFee, fee_on


def test_fee_on() -> None:
    assert fee_on(120_000, PaymentFee(0.029, 30)) == 3_510
    assert fee_on(10_000, PaymentFee(0.029, 0)) == 290
    assert fee_on(1_050, PaymentFee(0.01, 5)) == 16  # 10.5 and 5: halves upwards
    assert fee_on(0, PaymentFee(0.029, 30)) == 0  # nothing is paid
    assert fee_on(-500, PaymentFee(0.029, 30)) == 0  # what is paid back brings no fee back
