import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileTypeOf, imageSize } from '../../../src/demo/operations/fileType';

test('the type of a file is what its first bytes say', () => {
  const zip = (name: string, more = '') => {
    const head = Buffer.alloc(30);
    head.write('PK\x03\x04', 'latin1');
    head.writeUInt16LE(name.length, 26);
    return Buffer.concat([head, Buffer.from(`${name}  ${more}`, 'latin1')]);
  };
  const ole = (stream: string) =>
    Buffer.concat([
      Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
      Buffer.from(stream, 'utf16le'),
    ]);
  const cases: [Buffer | string, string | undefined][] = [
    [zip('[Content_Types].xml', 'word/document.xml'), 'docx'],
    [zip('[Content_Types].xml', 'xl/workbook.xml'), 'xlsx'],
    [zip('_rels/.rels', 'ppt/presentation.xml'), 'pptx'],
    [zip('mimetypeapplication/vnd.oasis.opendocument.text'), 'odt'],
    [zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'ods'],
    [zip('photos/one.jpg'), 'zip'],
    ['PK\x03\x04', undefined],
    [ole('WordDocument'), 'doc'],
    [ole('Workbook'), 'xls'],
    [ole('PowerPoint Document'), 'ppt'],
    [ole('something else'), undefined],
    ['RIFF0000WEBPVP8 ', 'webp'],
    ['%PDF-1.7', 'pdf'],
    ['name,city\nAnn,Ulm\n', 'csv'],
    ['just words', 'txt'],
    ['a,b\n1,2\n', 'csv'],
    ['<html></html>', undefined],
    ['<svg xmlns="x"/>', undefined],
    ['MZ\0\0', undefined],
    ['PK\u0003\u0004fake', undefined],
    ['<?xml version="1.0"?><a/>', 'xml'],
    ['<?xml version="1.0"?><svg xmlns="x"/>', undefined],
    ['<?php echo 1;', undefined],
    ['#!/bin/sh', undefined],
    ['<!DOCTYPE html><p>', undefined],
    ['<table border="1">', undefined],
    ['{"json": true}', undefined],
    ['{ not json', 'txt'],
    ['{\\rtf1', undefined],
    ['\x00\x01\x02', undefined],
    ['', undefined],
  ];
  for (const [content, type] of cases) {
    const head = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
    assert.equal(fileTypeOf(head, head.length), type, head.toString('latin1').slice(0, 60));
  }
});

test('pictures tell their size', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  assert.equal(fileTypeOf(png, png.length), 'png');
  assert.deepEqual(imageSize(png, 'png'), { width: 1, height: 1 });
});
