<?php
// The file of icml.ts, byte for byte, as a shop in PHP would write it; started by icml-beside-php.ts.
// php xmlwriter.php COUNT [file]: prints offers per processor second and bytes as JSON, or the file itself.

const PAGE = 1000;

function offer_of(int $number): array
{
    $hex = str_pad(dechex($number), 12, '0', STR_PAD_LEFT);
    $product = "b4f3d9a2-7c1e-11ee-8f2a-$hex";
    return [
        'id' => "$product#c51e0c7a-7c1e-11ee-8f2a-$hex",
        'productId' => $product,
        'quantity' => (string) ($number % 100),
        'categoryId' => '00-' . str_pad((string) ($number % 500), 8, '0', STR_PAD_LEFT),
        'name' => "Кружка керамическая $number, синяя",
        'productName' => "Кружка керамическая $number",
        'price' => ($number % 9000) . '.5',
        'purchasePrice' => (string) ($number % 5000),
        'vatRate' => '22',
        'article' => "КР-$number",
        'vendor' => $number % 10 === 0 ? 'Пример & Ко' : 'Завод',
        'params' => [['code' => 'color', 'name' => 'Цвет', 'value' => 'синий']],
        'unit' => ['code' => '796', 'name' => 'Штука', 'sym' => 'шт'],
        'weight' => '0.35',
        'barcodes' => ['46' . str_pad((string) $number, 11, '0', STR_PAD_LEFT)],
    ];
}

function page_of(int $from, int $count): array
{
    $page = [];
    for ($number = $from; $number < min($from + PAGE, $count); $number += 1) {
        $page[] = offer_of($number);
    }
    return $page;
}

function write_param(XMLWriter $xml, string $code, string $name, string $value): void
{
    $xml->startElement('param');
    $xml->writeAttribute('code', $code);
    $xml->writeAttribute('name', $name);
    $xml->text($value);
    $xml->endElement();
}

function write_offer(XMLWriter $xml, array $offer): void
{
    $xml->startElement('offer');
    $xml->writeAttribute('id', $offer['id']);
    $xml->writeAttribute('productId', $offer['productId']);
    $xml->writeAttribute('quantity', $offer['quantity']);
    $xml->writeAttribute('type', 'product');
    $xml->writeElement('name', $offer['name']);
    $xml->writeElement('productName', $offer['productName']);
    $xml->writeElement('xmlId', $offer['id']);
    foreach (['price', 'purchasePrice', 'categoryId', 'vatRate', 'vendor'] as $element) {
        $xml->writeElement($element, $offer[$element]);
    }
    write_param($xml, 'article', 'Артикул', $offer['article']);
    foreach ($offer['params'] as $param) {
        write_param($xml, $param['code'], $param['name'], $param['value']);
    }
    $xml->startElement('unit');
    foreach ($offer['unit'] as $attribute => $value) {
        $xml->writeAttribute($attribute, $value);
    }
    $xml->endElement();
    $xml->writeElement('weight', $offer['weight']);
    foreach ($offer['barcodes'] as $barcode) {
        $xml->writeElement('barcode', $barcode);
    }
    $xml->writeElement('markable', 'N');
    $xml->writeElement('productActivity', 'Y');
    $xml->writeElement('activity', 'Y');
    $xml->endElement();
    $xml->text("\n");
}

function write_file(int $count, callable $sink): void
{
    $xml = new XMLWriter();
    $xml->openMemory();
    $xml->startDocument('1.0', 'UTF-8');
    $xml->startElement('yml_catalog');
    $xml->writeAttribute('date', '2026-01-10 12:00:00');
    $xml->text("\n");
    $xml->startElement('shop');
    $xml->text("\n");
    $xml->writeElement('name', 'Магазин');
    $xml->text("\n");
    $xml->writeElement('company', 'ООО');
    $xml->text("\n");
    $xml->startElement('categories');
    $xml->text("\n");
    $xml->endElement();
    $xml->text("\n");
    $xml->startElement('offers');
    $xml->text("\n");
    for ($from = 0; $from < $count; $from += PAGE) {
        foreach (page_of($from, $count) as $offer) {
            write_offer($xml, $offer);
        }
        $sink($xml->flush(true));
    }
    $xml->endElement();
    $xml->text("\n");
    $xml->endElement();
    $xml->text("\n");
    $xml->endElement();
    $xml->text("\n");
    $sink($xml->flush(true));
}

function processor_seconds(): float
{
    $usage = getrusage();
    return $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']
        + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e6;
}

$count = (int) $argv[1];
if (($argv[2] ?? '') === 'file') {
    write_file($count, function (string $chunk): void {
        echo $chunk;
    });
    exit;
}
$started = processor_seconds();
for ($from = 0; $from < $count; $from += PAGE) {
    page_of($from, $count);
}
$source = processor_seconds() - $started;
$bytes = 0;
$started = processor_seconds();
write_file($count, function (string $chunk) use (&$bytes): void {
    $bytes += strlen($chunk);
});
echo json_encode(['perSecond' => $count / (processor_seconds() - $started - $source), 'bytes' => $bytes]);
